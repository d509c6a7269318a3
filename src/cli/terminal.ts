/** What the command line knows of the world: given in, so that tests can run it without a process. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readStdin: () => Promise<Uint8Array>;
  /** Imports a module by its URL: plugins are code of others, chosen at run time. */
  readonly importModule: (url: string) => Promise<unknown>;
  /** Called before a run that will take longer than a start. */
  readonly expectLongRun?: () => void;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** True when standard output is a terminal that shows colours. */
  readonly colour: boolean;
  /** Columns of the terminal; undefined when the output goes to a pipe or a file. */
  readonly width: number | undefined;
}
