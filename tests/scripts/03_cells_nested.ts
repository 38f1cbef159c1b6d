// A cell in a cell in a cell; the outermost takes the others with it.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as cells from "../auraescript/gen/cells.ts";

const client = await aurae.createClient();
const service = new cells.CellServiceClient(client);

let name = "";
for (const part of ["outer", "middle", "inner"]) {
  name = name === "" ? part : `${name}/${part}`;
  const request = cells.CellServiceAllocateRequest.fromPartial({
    cell: { name, cpu: { weight: 1000 } },
  });
  const { cellName } = await service.allocate(request);
  aurae.print(cellName);
}

const { pid } = await service.start({
  cellName: name,
  executable: cells.Executable.fromPartial({ name: "deep", command: "tail -f /dev/null" }),
  uid: undefined,
  gid: undefined,
});
aurae.print("runs", pid > 0);

await service.free({ cellName: "outer" });
aurae.print("left", (await service.list({})).cells.length);
