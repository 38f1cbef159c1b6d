// Limits of all kinds: those of 64 bits are plain numbers, or larger ones.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as cells from "../auraescript/gen/cells.ts";

const service = new cells.CellServiceClient(await aurae.createClient());

const limits = {
  cpu: { weight: 100, max: 50_000, period: 200_000n },
  cpuset: { cpus: "0", mems: "0" },
  memory: { min: 0, low: 1024 ** 2, high: 2 ** 40, max: 2n ** 62n },
};
await service.allocate({ cell: cells.Cell.fromPartial({ name: "small", ...limits }) });
// Only what is said is sent, also where the message is cast as a whole.
await service.allocate(
  <cells.CellServiceAllocateRequest> {
    cell: { name: "bare", cpu: {}, memory: { max: 64 * 1024 * 1024 } },
  },
);
await service.allocate(<cells.CellServiceAllocateRequest> {
  cell: <cells.Cell> {
    name: "unset",
    cpu: undefined,
    cpuset: <cells.CpusetController> { cpus: undefined, mems: "" },
  },
});

const answer = await service.list({});
for (const node of answer.cells) {
  const { name, cpu, memory } = node.cell!;
  aurae.print(name, typeof cpu?.weight, Number(cpu?.max ?? 0) / 1000, String(memory?.max));
}
