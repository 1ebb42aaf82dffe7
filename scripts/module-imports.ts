import { parseSync, Visitor } from 'vite';

/** One place where a module names another. */
export interface ModuleImport {
  readonly specifier: string;
  /** `type` leaves no trace at run time; `url` is `new URL(specifier, import.meta.url)`. */
  readonly kind: 'value' | 'type' | 'url';
  readonly line: number;
}

export interface ModuleFacts {
  readonly imports: readonly ModuleImport[];
  /** Free identifiers used as values, each with the line of its first use. */
  readonly globals: ReadonlyMap<string, number>;
}

type Node = { readonly type: string; readonly start: number };

/** Text of a string literal or of a template without holes. */
function literalText(node: unknown): string | undefined {
  const literal = node as {
    type?: string;
    value?: unknown;
    quasis?: { value: { cooked?: string } }[];
  } | null;
  if (literal?.type === 'Literal' && typeof literal.value === 'string') return literal.value;
  if (literal?.type === 'TemplateLiteral' && literal.quasis?.length === 1)
    return literal.quasis[0]?.value.cooked;
  return undefined;
}

/** True when every name of an import or export statement is marked `type`. */
function allTypes(specifiers: readonly object[], kindKey: 'importKind' | 'exportKind'): boolean {
  return (
    specifiers.length > 0 && specifiers.every((one) => (one as Record<string, unknown>)[kindKey] === 'type')
  );
}

/**
 * Reads what a TypeScript module imports and which names it uses without importing them, from its syntax tree.
 * `watched` are the global names of interest; a name that the module declares anywhere itself is not counted.
 * @throws SyntaxError when the module does not parse.
 */
export function moduleFacts(path: string, source: string, watched: ReadonlySet<string>): ModuleFacts {
  const { program, errors } = parseSync(path, source);
  if (errors[0]) throw new SyntaxError(`${path}: ${errors[0].message}`);
  const imports: ModuleImport[] = [];
  const used = new Map<string, number>();
  const lineOf = (node: Node): number => source.slice(0, node.start).split('\n').length;
  const add = (node: Node, target: unknown, kind: ModuleImport['kind']): void => {
    const specifier = literalText(target);
    if (specifier !== undefined) imports.push({ specifier, kind, line: lineOf(node) });
  };
  new Visitor({
    ImportDeclaration(node) {
      const isType = node.importKind === 'type' || allTypes(node.specifiers, 'importKind');
      add(node, node.source, isType ? 'type' : 'value');
    },
    ExportNamedDeclaration(node) {
      const isType = node.exportKind === 'type' || allTypes(node.specifiers, 'exportKind');
      add(node, node.source, isType ? 'type' : 'value');
    },
    ExportAllDeclaration: (node) => add(node, node.source, node.exportKind === 'type' ? 'type' : 'value'),
    ImportExpression: (node) => add(node, node.source, 'value'),
    TSImportType: (node) => add(node, node.source, 'type'),
    NewExpression(node) {
      if (node.callee.type === 'Identifier') {
        if (node.callee.name === 'URL') add(node, node.arguments[0], 'url');
        else if (watched.has(node.callee.name)) used.set(node.callee.name, lineOf(node));
      }
    },
    MemberExpression(node) {
      const { object } = node;
      if (object.type === 'Identifier' && watched.has(object.name)) used.set(object.name, lineOf(node));
    },
  }).visit(program);
  for (const name of used.keys()) {
    if (
      new RegExp(`\\b(?:const|let|var|function|class)\\s+${name}\\b|[({,]\\s*${name}\\s*[:,)}]`).test(source)
    )
      used.delete(name);
  }
  return { imports, globals: used };
}
