/** The part of `@observablehq/runtime` 6 (which ships no types) that Vantage calls. */
declare module "@observablehq/runtime" {
  export interface Observer {
    pending?(): void;
    fulfilled?(value: unknown, name?: string): void;
    rejected?(error: unknown, name?: string): void;
  }
  export interface Variable {
    define(name: string, inputs: readonly string[], definition: unknown): Variable;
  }
  export interface Module {
    define(name: string, inputs: readonly string[], definition: unknown): Variable;
    redefine(name: string, inputs: readonly string[], definition: unknown): Variable;
    variable(observer?: Observer | true): Variable;
    import(name: string, alias: string, from: Module): Variable;
    value(name: string): Promise<unknown>;
  }
  export class Runtime {
    constructor(builtins?: Record<string, unknown>);
    module(): Module;
    module(
      define: (
        runtime: Runtime,
        observer: (name?: string) => Observer | true | undefined
      ) => Module,
      observer?: (name?: string) => Observer | true | undefined
    ): Module;
    dispose(): void;
  }
  export class RuntimeError extends Error {
    readonly input?: string;
  }
}
