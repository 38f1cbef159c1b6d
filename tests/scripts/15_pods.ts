// Pods, as Kubernetes asks for them.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as cri from "../auraescript/gen/cri.ts";

const runtime = new cri.RuntimeServiceClient(await aurae.createClient());
const { runtimeName, runtimeVersion } = await runtime.version(<cri.VersionRequest> {});
aurae.print(runtimeName, runtimeVersion);

for (const name of ["web", "db"]) {
  const config = cri.PodSandboxConfig.fromPartial({
    metadata: { name, uid: `uid-${name}`, namespace: "shop", attempt: 1 },
    hostname: `${name}.local`,
    labels: { app: name, tier: "1" },
    portMappings: [{ protocol: cri.Protocol.TCP, containerPort: 80, hostPort: 8080 }],
    linux: {
      cgroupParent: "/shop",
      securityContext: { supplementalGroups: [5, 2 ** 40], runAsUser: { value: 0 } },
      sysctls: { "net.core.somaxconn": "1024" },
    },
  });
  const answer = await runtime.runPodSandbox(<cri.RunPodSandboxRequest> { config });
  aurae.print(answer.podSandboxId);
}

const { items } = await runtime.listPodSandbox({
  filter: cri.PodSandboxFilter.fromPartial({ labelSelector: { app: "db" } }),
});
for (const item of items) {
  const since = new Date(Number(item.createdAt) / 1e6);
  aurae.print(item.id, item.metadata?.name, cri.PodSandboxState[item.state], since.getUTCFullYear());
}

await runtime.stopPodSandbox({ podSandboxId: "pod-1" });
await runtime.removePodSandbox({ podSandboxId: "pod-1" });

const why = await runtime.runPodSandbox(<cri.RunPodSandboxRequest> { config: undefined, runtimeHandler: "" })
  .catch((e) => e.message);
aurae.print(why);
