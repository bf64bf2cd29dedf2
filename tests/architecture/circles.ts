/** What each node reaches in one step. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The shortest way from a node back to itself, with the node at both ends; undefined when there is none. */
const shortestCircle = (graph: Graph, start: string): readonly string[] | undefined => {
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (const node of waiting) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) return pathTo(cameFrom, start, node);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      waiting.push(next);
    }
  }
  return undefined;
};

const pathTo = (cameFrom: ReadonlyMap<string, string>, start: string, end: string): readonly string[] => {
  const path = [end];
  for (let node = end; node !== start; path.unshift(node)) node = cameFrom.get(node) ?? start;
  return [...path, start];
};

/** Circles of a graph: the shortest through each node, each circle once, in the order of the nodes. */
export const findCircles = (graph: Graph): readonly (readonly string[])[] => {
  const circles = new Map<string, readonly string[]>();
  for (const node of [...graph.keys()].toSorted()) {
    const circle = shortestCircle(graph, node);
    if (circle)
      circles.set([...circle.slice(1)].toSorted().join(), circles.get([...circle.slice(1)].toSorted().join()) ?? circle);
  }
  return [...circles.values()];
};
