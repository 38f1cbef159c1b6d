// Does the daemon answer, and are its services well?
import * as aurae from "../auraescript/gen/aurae.ts";
import * as discovery from "../auraescript/gen/discovery.ts";
import * as health from "../auraescript/gen/grpc_health.ts";

const client = await aurae.createClient();

const found = await new discovery.DiscoveryServiceClient(client).discover(<discovery.DiscoverRequest> {});
aurae.print("healthy:", found.healthy, /^\d+\.\d+\.\d+/.test(found.version));

const checker = new health.HealthClient(client);
for (const service of ["", "aurae.discovery.v0.DiscoveryService"]) {
  const { status } = await checker.check({ service });
  aurae.print(service || "all", health.HealthCheckResponse_ServingStatus[status]);
}
try {
  await checker.check(health.HealthCheckRequest.fromPartial({ service: "nobody.Service" }));
} catch (e) {
  aurae.print(e.code);
}
