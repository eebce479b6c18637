import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const formats = {
  ".br": (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
    }),
  ".gz": (bytes: Buffer) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
};

/** Compresses once, at build time, what the server would otherwise send as it is. */
function precompress(): Plugin {
  return {
    name: "precompress",
    apply: "build",
    async writeBundle({ dir = "" }, bundle) {
      for (const name of Object.keys(bundle)) {
        const bytes = await readFile(join(dir, name));
        for (const [extension, compress] of Object.entries(formats)) {
          const compressed = await compress(bytes);
          if (compressed.length < bytes.length) await writeFile(join(dir, name + extension), compressed);
        }
      }
    },
  };
}

/**
 * What the first load takes is one file, and what several views share another. With an unknown certificate, which is
 * what a BMC has, each further connection of Chromium's costs two handshakes, and now and then it gives one of them up.
 */
const chunks = [
  { name: "page", tags: ["$initial"], priority: 2 },
  { name: "parts", test: /web.(app|commands|components|redfish)./, minShareCount: 2, priority: 1 },
];

export default defineConfig({
  // Relative, so that the page works under any path.
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  plugins: [precompress()],
});
