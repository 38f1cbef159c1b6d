// An error that nobody catches ends the script.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as cells from "../auraescript/gen/cells.ts";

const service = new cells.CellServiceClient(await aurae.createClient());
aurae.print("before");
await service.free(<cells.CellServiceFreeRequest> { cellName: "never-was" });
aurae.print("after");
