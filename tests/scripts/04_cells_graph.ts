// Draws the graph of cells.
import { createClient, print } from "../auraescript/gen/aurae.ts";
import { type CellGraphNode, CellServiceClient } from "../auraescript/gen/cells.ts";

const service = new CellServiceClient(await createClient());

for (const name of ["a", "a/x", "a/x/deep", "a/y", "b"]) {
  await service.allocate({
    cell: { name, cpu: undefined, cpuset: undefined, memory: undefined, isolateProcess: false, isolateNetwork: false },
  });
}

function draw(nodes: CellGraphNode[], depth: number): void {
  for (const { cell, children } of nodes) {
    print("  ".repeat(depth) + cell?.name.split("/").pop());
    draw(children, depth + 1);
  }
}

const { cells } = await service.list({});
draw(cells, 0);

for (const { cell } of cells) await service.free({ cellName: cell?.name ?? "" });
