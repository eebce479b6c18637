import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./eventually.ts";
import { freePort } from "./running-bmc.ts";

/** The blocks of configuration that docs/nginx.md shows to people. */
const [location = "", map = ""] = Array.from(
  readFileSync(new URL("../../docs/nginx.md", import.meta.url), "utf8").matchAll(/```nginx\n(.*?)```/gs),
  ([, block]) => block,
);

export interface Nginx {
  /** The page's address by plain HTTP, without the slash at its end. */
  readonly url: string;
  /** The same by HTTPS. */
  readonly tlsUrl: string;
  /** The same by HTTP, where a connection that is silent for 5 s is cut. */
  readonly hastyUrl: string;
  close(): Promise<void>;
}

const selfSigned = (key: string, certificate: string): readonly string[] => [
  ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"],
  ...["-subj", "/CN=127.0.0.1", "-days", "2", "-keyout", key, "-out", certificate],
];

/**
 * Real nginx in front of a BMC that speaks plain HTTP, as docs/nginx.md says.
 * @param readTimeout seconds for which a connection may be silent
 */
export async function startNginx(bmcPort: number, readTimeout: number): Promise<Nginx> {
  const dir = mkdtempSync(join(tmpdir(), "nginx-"));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const [key, certificate] = [join(dir, "key.pem"), join(dir, "certificate.pem")];
  execFileSync("openssl", selfSigned(key, certificate), { stdio: "ignore" });
  const documented = location.replace("127.0.0.1:8080", `127.0.0.1:${bmcPort}`);
  const locations = [
    documented.replace("}", `  proxy_read_timeout ${readTimeout}s;\n}`),
    documented.replace("/vm7/", "/hasty/").replace("}", "  proxy_read_timeout 5s;\n}"),
  ];
  const bodies = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    name => `${name}_temp_path ${join(dir, name)};`,
  );
  const configuration = [
    `daemon off; master_process off; pid ${join(dir, "pid")}; error_log stderr;`,
    "events {}",
    `http { access_log off; ${bodies.join(" ")} ${map}`,
    `server { listen 127.0.0.1:${port}; listen 127.0.0.1:${tlsPort} ssl;`,
    `ssl_certificate ${certificate}; ssl_certificate_key ${key};`,
    ...locations,
    "}}",
  ];
  writeFileSync(join(dir, "nginx.conf"), configuration.join("\n"));
  const child = spawn("nginx", ["-c", join(dir, "nginx.conf"), "-p", dir], {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", text => {
    log += text;
  });
  let listens = false;
  const knock = setInterval(() => {
    const socket = connect(port, "127.0.0.1", () => {
      listens = true;
      socket.destroy();
    }).on("error", () => {});
  }, 50);
  await eventually(
    () => listens,
    10,
    () => log,
  ).finally(() => clearInterval(knock));
  return {
    url: `http://127.0.0.1:${port}/vm7`,
    tlsUrl: `https://127.0.0.1:${tlsPort}/vm7`,
    hastyUrl: `http://127.0.0.1:${port}/hasty`,
    async close() {
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      await exit;
      rmSync(dir, { recursive: true });
    },
  };
}
