#!/usr/bin/env auraescript
// An image as an archive: saved, removed, taken in again, and verified byte by byte.
//
//     auraescript examples/image_archive.ts [NAME]
//
// To keep the archive, add `Deno.writeFileSync("app.tar", archive)` and run it with --allow-write=app.tar.
const [name = "docker.io/library/busybox:latest"] = args;
const images = connect().images();

const { id } = images.pull(name, { policy: "if-missing" });
const archive = images.save(name);
print(`saved ${archive.length} bytes`);

images.remove(name, { allNames: true });
for (const loaded of images.load(archive)) {
  print(`${loaded.name} is back: ${loaded.image?.id === id}`);
}

// Each blob is read again and compared with its digest; without `checkOnly` what is damaged is fetched anew.
let damaged = 0;
for (const { digest, state } of images.scrub(name, { checkOnly: true })) {
  if (digest !== "" && state !== "sound") {
    damaged++;
    print(`${digest} is ${state}`);
  }
}
print(`damaged: ${damaged}`);

// Equal images give equal archives, so one can be compared with what was sent elsewhere.
const again = images.save(name);
print(`the same archive: ${again.every((byte, at) => byte === archive[at])}`);
