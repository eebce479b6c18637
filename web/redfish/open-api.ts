/** What the explorer reads of OpenAPI 3.1 and its JSON schemas. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly description?: string;
}

interface Described {
  readonly operationId: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

const methods = ["get", "post", "patch", "put", "delete"] as const;
type Method = (typeof methods)[number];

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<Method, Described>>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** One thing that can be asked of the service. */
export interface Operation {
  readonly group: string;
  /** "GET" */
  readonly method: string;
  /** "/redfish/v1/Systems/{ComputerSystemId}" */
  readonly path: string;
  readonly parameters: readonly string[];
  readonly privilege: string;
  readonly request: Schema | undefined;
  readonly response: Schema | undefined;
}

const schemaOf = (content: Content | undefined): Schema | undefined => content?.["application/json"]?.schema;

export function operationsOf({ paths }: OpenApi): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap(method => {
      const described = item[method];
      if (!described) return [];
      const { tags, description, requestBody, responses } = described;
      const answer = responses[200] ?? responses[201];
      return {
        group: tags[0] ?? "",
        method: method.toUpperCase(),
        path,
        parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""),
        privilege: description.replace(/^Privilege: /, ""),
        request: schemaOf(requestBody?.content),
        response: schemaOf(answer?.content),
      };
    }),
  );
}

export function grouped(operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const group = groups.get(operation.group);
    if (group) group.push(operation);
    else groups.set(operation.group, [operation]);
  }
  return groups;
}

export interface Match {
  readonly operation: Operation;
  /** What stands in the address for the path's parameters. */
  readonly values: Readonly<Record<string, string>>;
}

/** The operation behind an address; a path without parameters goes before one that only fits. */
export function matchOf(operations: readonly Operation[], method: string, uri: string): Match | undefined {
  const [address = ""] = uri.split(/[?#]/);
  const steps = stepsOf(address);
  return operations
    .filter(operation => operation.method === method)
    .flatMap(operation => {
      const values = valuesOf(stepsOf(operation.path), steps);
      return values ? { operation, values } : [];
    })
    .sort((a, b) => a.operation.parameters.length - b.operation.parameters.length)[0];
}

const stepsOf = (path: string): readonly string[] => path.replace(/\/$/, "").split("/");

function valuesOf(path: readonly string[], steps: readonly string[]): Record<string, string> | undefined {
  if (path.length !== steps.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, step] of path.entries()) {
    const [, name] = /^\{(\w+)\}$/.exec(step) ?? [];
    const actual = steps[index] ?? "";
    if (name === undefined) {
      if (step !== actual) return undefined;
    } else if (!actual.startsWith("{")) values[name] = decodeURIComponent(actual);
  }
  return values;
}

/** The address with these values; parameters without one stay as they are. */
export const uriOf = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value ? encodeURIComponent(value) : whole;
  });

export const isWhole = (uri: string): boolean => !/[{}]/.test(uri);
