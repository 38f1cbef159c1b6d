// Signals that a cell's processes get; the stream has no end, so the script leaves it.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as observe from "../auraescript/gen/observe.ts";

const observer = new observe.ObserveServiceClient(await aurae.createClient());
const signals = observer.getPosixSignalsStream({
  workload: observe.Workload.fromPartial({
    workloadType: observe.WorkloadType.WORKLOAD_TYPE_CELL,
    id: "web",
  }),
});

for await (const { signal } of signals) {
  aurae.print(signal);
  if (signal?.signal === 15) break;
}
aurae.print("left");
