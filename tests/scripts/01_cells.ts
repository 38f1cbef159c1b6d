#!/usr/bin/env auraescript
// One cell from its beginning to its end.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as cells from "../auraescript/gen/cells.ts";

const client = await aurae.createClient();
const service = new cells.CellServiceClient(client);

const allocated = await service.allocate(<cells.CellServiceAllocateRequest> {
  cell: cells.Cell.fromPartial({
    name: "web",
    cpu: cells.CpuController.fromPartial({ weight: 2, max: 400 * (10 ** 3) }),
  }),
});
aurae.print("allocated", allocated.cellName, allocated.cgroupV2);

const started = await service.start(<cells.CellServiceStartRequest> {
  cellName: "web",
  executable: cells.Executable.fromPartial({
    name: "sleeper",
    command: "/usr/bin/sleep 42",
    description: "sleeps",
  }),
});
aurae.print("started", started.pid > 0);

await service.stop(<cells.CellServiceStopRequest> { cellName: "web", executableName: "sleeper" });
const freed = await service.free(<cells.CellServiceFreeRequest> { cellName: "web" });
aurae.print("freed", Object.keys(freed).length);
