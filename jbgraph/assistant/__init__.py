"""What an assistant can ask the graph, and how it is told: every answer has its passages, or says “not stated”.

`answers` has the answers, `service` hands them over by the Model Context Protocol.
"""
