// Watches a service until it serves.
import * as aurae from "../auraescript/gen/aurae.ts";
import { HealthCheckResponse_ServingStatus as Status, HealthClient } from "../auraescript/gen/health.ts";

const health = new HealthClient(await aurae.createClient());
for await (const { status } of health.watch({ service: "" })) {
  aurae.print(Status[status]);
  if (status === Status.SERVING) break;
}
const answer = await health.check(<{ service: string }> {});
aurae.print(answer.status === Status.SERVING);
