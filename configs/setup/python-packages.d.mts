/** The Python environment with DMTF's validators and the clients of the tests: its programs are in `bin`. */
export declare function pythonFolder(env?: Readonly<Record<string, string | undefined>>): string;
