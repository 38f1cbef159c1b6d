// Calls that wait for each other only at the end.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as cells from "../auraescript/gen/cells.ts";

const service = new cells.CellServiceClient(await aurae.createClient());
const names = Array.from({ length: 8 }, (_, number) => `cell-${number}`);

const made = await Promise.all(
  names.map((name) => service.allocate({ cell: cells.Cell.fromPartial({ name, memory: { max: 1e6 } }) })),
);
aurae.print(made.map(({ cellName }) => cellName).join(" "));

const ends = await Promise.allSettled(
  [...names.slice(0, 2), "missing"].map((cellName) => service.free({ cellName })),
);
aurae.print(ends.map(({ status }) => status).join(" "));

const never = new Promise<never>(() => {});
const first = await Promise.race([never, service.list({})]);
aurae.print(first.cells.length);
