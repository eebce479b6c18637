// setup.mjs start|test|check|…: brings what npm start, npm test, npm run check and so on need, and does nothing when it is there.
// This file must parse on any Node that npm may have; everything else is in files that are loaded after the check.
const oldest = 20;

if (Number(process.versions.node.split(".")[0]) < oldest) {
  console.error(`qemu-bmc needs Node ${oldest} or later; this is ${process.version}.`);
  process.exit(1);
}

void import("./setup/setup.mjs").then(({ setUp }) => setUp(process.argv[2]));
