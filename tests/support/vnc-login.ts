/**
 * A program for Node that logs in to a VNC server (RFC 6143, 7.2.2) at this host and prints the security types that
 * it offers and its answer: 0 for a password that is right.
 */
export const vncLogin = (host: string, port: number, password: string): string => `
  const { createCipheriv } = require("node:crypto");
  const socket = require("node:net").connect(${port}, ${JSON.stringify(host)});
  let heard = Buffer.alloc(0), wake = () => {};
  socket.on("data", data => { heard = Buffer.concat([heard, data]); wake(); });
  socket.on("error", error => { console.error(error.message); process.exit(1); });
  const take = async length => {
    while (heard.length < length) await new Promise(resolve => { wake = resolve; });
    const bytes = heard.subarray(0, length);
    heard = heard.subarray(length);
    return bytes;
  };
  const reversed = byte => Number.parseInt(byte.toString(2).padStart(8, "0").split("").reverse().join(""), 2);
  (async () => {
    socket.write(await take(12));
    const types = [...await take((await take(1))[0])];
    socket.write(Buffer.from([2]));
    const key = Buffer.from(Buffer.from(${JSON.stringify(password)}.padEnd(8, "\\0")).subarray(0, 8).map(reversed));
    const cipher = createCipheriv("des-ede3-ecb", Buffer.concat([key, key, key]), null);
    socket.write(cipher.update(await take(16)));
    console.log(types.join(), (await take(4)).readUInt32BE());
    process.exit();
  })();
`;
