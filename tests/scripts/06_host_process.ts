// An executable beside the daemon: no cell is named. What is optional is there, absent or zero.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as cells from "../auraescript/gen/cells.ts";

const service = new cells.CellServiceClient(await aurae.createClient());
const executable = cells.Executable.fromPartial({ name: "ps", command: "ps aux" });

const absent = await service.start(<cells.CellServiceStartRequest> { executable });
const zero = await service.start({ executable: { ...executable, name: "zero" }, uid: 0, gid: 0 });
const given = await service.start({ executable: { ...executable, name: "given" }, uid: 1000, gid: 4_000_000_000 });

for (const { uid, gid } of [absent, zero, given]) aurae.print(uid, gid);
for (const executableName of ["ps", "zero", "given"]) await service.stop({ executableName });
