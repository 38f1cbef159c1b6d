// Modules that are imported when they are needed, and types that leave nothing behind.
import type { CellServiceListResponse } from "../auraescript/gen/cells.ts";
import type * as observing from "../auraescript/gen/observe.ts";

const aurae = await import("../auraescript/gen/aurae.ts");
const client = await aurae.createClient();

async function graph(): Promise<CellServiceListResponse> {
  const { CellServiceClient } = await import("../auraescript/gen/cells.ts");
  return await new CellServiceClient(client).list({});
}

const kind: keyof observing.LogItem = "line";
aurae.print((await graph()).cells.length, kind);
aurae.print(Object.keys(await import("aurae/vms")).includes("VmServiceClient"));
