// Several clients of one daemon: the default one, one by a configuration, one by its parts.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as cells from "../auraescript/gen/cells.ts";

const folder = aurae.args[0]!;
const clients = [
  await aurae.createClient(),
  await aurae.createClient({ path: `${folder}/config` }),
  await aurae.createClient({ kind: "path", path: `${folder}/config` }),
  await aurae.createClient({
    ca_crt: `${folder}/ca.crt`,
    client_crt: `${folder}/client.crt`,
    client_key: `${folder}/client.key`,
    socket: `${folder}/aurae.sock`,
  }),
];

for (const [number, client] of clients.entries()) {
  const service = new cells.CellServiceClient(client);
  await service.allocate({ cell: cells.Cell.fromPartial({ name: `by-${number}` }) });
}
const { cells: made } = await new cells.CellServiceClient(clients[0]!).list({});
aurae.print(made.length);

try {
  await aurae.createClient({ path: `${folder}/nothing` });
} catch (e) {
  aurae.print(e.message.replaceAll(folder, "FOLDER"));
}
