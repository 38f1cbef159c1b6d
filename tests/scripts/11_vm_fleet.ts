// Several machines from one pattern; half of them are started.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as vms from "../auraescript/gen/vms.ts";

const service = new vms.VmServiceClient(await aurae.createClient());
const pattern = vms.VirtualMachine.create({ vcpuCount: 1, rootDrive: { imagePath: "/img", readOnly: true } });

for (let number = 1; number <= 4; number++) {
  const machine = { ...pattern, id: `node-${number}`, memSizeMb: 256 * number };
  await service.allocate({ machine });
  if (number % 2 === 0) await service.start({ vmId: machine.id });
}

const { machines } = await service.list({});
const memory = machines.reduce((sum, { memSizeMb }) => sum + memSizeMb, 0);
aurae.print(`${machines.length} machines, ${memory} MB`);
for (const { id, status, auraedAddress } of machines) aurae.print(id, status, auraedAddress || "-");

// Cast with hardly anything in it.
await service.allocate(<vms.VmServiceAllocateRequest> { machine: <vms.VirtualMachine> { id: "bare" } });
await service.allocate(<vms.VmServiceAllocateRequest> {});
