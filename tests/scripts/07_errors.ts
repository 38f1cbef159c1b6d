// Errors have a code and a message that says what could not be done.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as cells from "../auraescript/gen/cells.ts";
import * as vms from "../auraescript/gen/vms.ts";

const client = await aurae.createClient();
const service = new cells.CellServiceClient(client);
const machines = new vms.VmServiceClient(client);

async function tried(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    aurae.print(what, "went well");
  } catch (e) {
    aurae.print(what, e instanceof aurae.AuraeError, e.code, e.message);
  }
}

const allocate = (name: string) => () => service.allocate({ cell: cells.Cell.fromPartial({ name }) });
await tried("a name", allocate("not_a_name"));
await tried("the first", allocate("twice"));
await tried("the second", allocate("twice"));
await tried("nobody", () => service.free({ cellName: "nobody" }));
await tried("a machine", () => machines.start({ vmId: "none" }));

// As promises have it.
const code = await service.stop(<cells.CellServiceStopRequest> { executableName: "none" })
  .then(() => "OK").catch((e) => e.code);
aurae.print(code);

// What no message can hold is refused before it is sent.
await tried("a fraction", () => service.allocate({ cell: cells.Cell.fromPartial({ name: "half", memory: { max: 0.5 } }) }));
