"""What several analyses use: results, typed readings, sides to compare, promises, network measures."""
