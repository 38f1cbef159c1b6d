// A virtual machine with a root drive, a second drive and words for its kernel.
import * as aurae from "../auraescript/gen/aurae.ts";
import * as vms from "../auraescript/gen/vms.ts";

const service = new vms.VmServiceClient(await aurae.createClient());

const { vmId } = await service.allocate(<vms.VmServiceAllocateRequest> {
  machine: vms.VirtualMachine.fromPartial({
    id: "vm-1",
    memSizeMb: 1024,
    vcpuCount: 4,
    kernelImgPath: "/var/lib/aurae/vm/kernel/vmlinux.bin",
    kernelArgs: ["console=hvc0", "root=/dev/vda1"],
    rootDrive: vms.RootDrive.fromPartial({ imagePath: "/var/lib/aurae/vm/image/disk.raw" }),
    driveMounts: [
      { imagePath: "/srv/data.raw", vmPath: "/data", fsType: "ext4", readOnly: true },
      vms.DriveMount.fromPartial({ imagePath: "/srv/logs.raw" }),
    ],
  }),
});

const { auraedAddress } = await service.start(<vms.VmServiceStartRequest> { vmId });
aurae.print(vmId, "answers at", auraedAddress);

let { machines } = await service.list({});
aurae.print(machines[0]);

await service.stop({ vmId });
({ machines } = await service.list({}));
aurae.print(machines.map((machine) => machine.status));
await service.free({ vmId });
