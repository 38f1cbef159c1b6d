// The daemon's own log, which breaks off.
import * as aurae from "../auraescript/aurae.ts";
import * as observe from "../auraescript/gen/observe.ts";

const observer = new observe.ObserveServiceClient(await aurae.createClient({ kind: "default" }));
try {
  for await (const { item } of observer.getAuraeDaemonLogStream({})) {
    aurae.print(item?.line, typeof item?.timestamp, `${item?.timestamp}`);
  }
} catch (e) {
  aurae.print(e.code, e.message);
}
