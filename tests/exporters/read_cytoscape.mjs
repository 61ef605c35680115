// What Cytoscape.js holds after it has read the file on standard input, as JSON, and what it warned of.
import { readFileSync } from "node:fs";
import cytoscape from "cytoscape";

const warnings = [];
console.warn = (...said) => warnings.push(said.join(" "));
console.error = console.warn;
const cy = cytoscape({ ...JSON.parse(readFileSync(0, "utf8")), headless: true, styleEnabled: true });
const nodes = cy.nodes().map((node) => ({
  data: node.data(), position: node.position(), shape: node.style("shape"), label: node.style("label"),
}));
const edges = cy.edges().map((edge) => ({ data: edge.data(), line: edge.style("line-style") }));
process.stdout.write(JSON.stringify({ nodes, edges, warnings }), () => process.exit(0));
