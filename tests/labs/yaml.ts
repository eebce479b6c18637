import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pythonFolder } from "../../configs/setup/python-packages.mjs";

export const pythonProgram = (name: string): string => join(pythonFolder(), "bin", name);

const program = "import json, sys, yaml; print(json.dumps(list(yaml.safe_load_all(sys.stdin))))";

/** The documents of a YAML text. */
export const yamlDocuments = (input: string): readonly unknown[] =>
  JSON.parse(execFileSync(pythonProgram("python"), ["-c", program], { encoding: "utf8", input }));
