// Cells with namespaces of their own, and two executables in each.
import * as aurae from "../../somewhere/auraescript/gen/aurae.ts";
import * as cells from "../../somewhere/auraescript/gen/cells.ts";

const service = new cells.CellServiceClient(await aurae.createClient());

const kinds: [string, Partial<cells.Cell>][] = [
  ["processes", { isolateProcess: true }],
  ["network", { isolateNetwork: true }],
  ["both", { isolateProcess: true, isolateNetwork: true }],
];

for (const [name, isolation] of kinds) {
  await service.allocate(<cells.CellServiceAllocateRequest> {
    cell: cells.Cell.fromPartial({ name, ...isolation }),
  });
  for (const command of ["ps aux", "ip link"]) {
    const executable = cells.Executable.fromPartial({ name: command.split(" ")[0], command });
    await service.start(<cells.CellServiceStartRequest> { cellName: name, executable });
  }
  await service.stop(<cells.CellServiceStopRequest> { cellName: name, executableName: "ps" });
  await service.stop(<cells.CellServiceStopRequest> { cellName: name, executableName: "ip" });
  await service.free({ cellName: name });
}
aurae.print(`${kinds.length} kinds`);
