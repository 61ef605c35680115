// What Mermaid's own parser makes of the diagram on standard input, as JSON.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const page = new JSDOM("<!doctype html><body></body>");
globalThis.window = page.window;
globalThis.document = page.window.document;
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false, maxEdges: 1e6, maxTextSize: 1e9 });
const text = readFileSync(0, "utf8");
const { diagramType } = await mermaid.parse(text);
const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
const nodes = [...db.getVertices().values()].map(({ id, text, type, classes }) => ({ id, text, type, classes }));
const edges = db.getEdges().map(({ start, end, text, type, stroke }) => ({ start, end, text, type, stroke }));
process.stdout.write(JSON.stringify({ diagramType, nodes, edges, direction: db.getDirection() }), () => process.exit(0));
