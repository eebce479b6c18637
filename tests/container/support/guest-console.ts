/** Milliseconds for a login and a command of a guest on a slow host. */
const bound = 90_000;

/**
 * A program for Node that types a command on the serial line of the embedded Linux, logged in or not, and prints what
 * was heard.
 * @param clients how many listen; the first one types, and the last one's hearing is printed
 */
export const guestConsole = (socket: string, command: string, clients: number): string => `
  const net = require("node:net");
  const clients = Array.from({ length: ${clients} }, () => ({ socket: net.connect(${JSON.stringify(socket)}), heard: "" }));
  const [typist] = clients, last = clients.at(-1);
  for (const client of clients) client.socket.on("data", data => { client.heard += data; });
  const hears = (client, pattern) => new Promise(resolve => {
    const look = () => pattern.test(client.heard) && resolve();
    client.socket.on("data", look);
    look();
  });
  const type = text => { for (const client of clients) client.heard = ""; typist.socket.write(text + "\\r"); };
  const talk = async () => {
    await Promise.all(clients.map(({ socket }) => new Promise(resolve => socket.once("connect", resolve))));
    type("");
    await hears(typist, /login: |~ # /);
    if (!typist.heard.includes("~ # ")) {
      type("root");
      await hears(typist, /~ # /);
    }
    type(${JSON.stringify(command)} + "; echo en''d");
    await hears(last, /^end/m);
    console.log(last.heard);
    process.exit();
  };
  talk();
  setTimeout(() => { console.error(typist.heard); process.exit(1); }, ${bound});
`;
