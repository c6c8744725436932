// Reads each GEXF file named with graphology, as web applications do, and tells what is in it.
const fs = require("fs");
const { MultiDirectedGraph } = require("graphology");
const gexf = require("graphology-gexf");

const found = process.argv.slice(2).map((file) => {
  // graphology-gexf knows the declarations of one kind of attributes only, be they static or dynamic.
  const graph = gexf.parse(MultiDirectedGraph, fs.readFileSync(file, "utf8"), { allowUndeclaredAttributes: true });
  return {
    nodes: graph.mapNodes((node, attributes) => [node, attributes]),
    edges: graph.mapEdges((edge, attributes, source, target) => [source, target, attributes]),
  };
});
process.stdout.write(JSON.stringify(found));
