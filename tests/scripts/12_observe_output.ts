// What a process writes, as it writes it.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as cells from "../auraescript/gen/cells.ts";
import * as observe from "../auraescript/gen/observe.ts";

const client = await aurae.createClient();
const service = new cells.CellServiceClient(client);
const observer = new observe.ObserveServiceClient(client);

const { pid } = await service.start(<cells.CellServiceStartRequest> {
  executable: cells.Executable.fromPartial({ name: "talker", command: "while date; do sleep 1; done" }),
});

const stream = observer.getSubProcessStream(<observe.GetSubProcessStreamRequest> {
  processId: pid,
  channelType: observe.LogChannelType.LOG_CHANNEL_TYPE_STDOUT,
});
for await (const { item } of stream) {
  const moment = new Date(Number(item?.timestamp));
  aurae.print(item?.channel, item?.line, moment.toISOString());
}

const errors: string[] = [];
for await (const answer of observer.getSubProcessStream({ processId: pid, channelType: 2 })) {
  errors.push(answer.item!.line);
  if (errors.length === 2) break;
}
aurae.print(errors);
await service.stop(<cells.CellServiceStopRequest> { executableName: "talker" });
