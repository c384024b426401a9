import { normalized } from '../base/text/characters.ts';
import type { TenantSelector } from '../model/document.ts';
import type { Located } from '../model/origin.ts';
import type { SyncSelector } from '../model/syncName.ts';
import { childOf, labelsOf, nameOf, textOf, type YamlNode } from '../yaml/node.ts';
import { type DocumentContext, locatedAt } from './documentContext.ts';

export function readTenants(node: YamlNode, context: DocumentContext): TenantSelector {
  const tenant = childOf(node, 'tenant');
  const tenants = childOf(node, 'tenants');
  if (tenant) return { kind: 'named', names: namesOf([tenant], context) };
  switch (tenants?.kind) {
    case 'list':
      return { kind: 'named', names: namesOf(tenants.items, context) };
    case 'map':
      return {
        kind: 'labels',
        labels: labelsOf(tenants),
        origin: context.locate(tenants.offset),
      };
    case 'scalar':
      return { kind: 'all' };
    case undefined:
      return {
        kind: 'place',
        folder: normalized(context.file.folder),
        origin: context.locate(node.offset),
      };
  }
}

function namesOf(nodes: readonly YamlNode[], context: DocumentContext): readonly Located<string>[] {
  return nodes.flatMap((node) => {
    const name = nameOf(node);
    return name === undefined ? [] : [locatedAt(node, name, context)];
  });
}

export function readSync(
  node: YamlNode | undefined,
  context: DocumentContext,
): Located<SyncSelector> | undefined {
  const id = textOf(childOf(node, 'id'));
  const name = nameOf(childOf(node, 'name'));
  const salesChannel = nameOf(childOf(node, 'salesChannel'));
  if (!node) return undefined;
  if (id !== undefined) return locatedAt(node, { kind: 'id', id }, context);
  if (name === undefined) return undefined;
  return locatedAt(
    node,
    { kind: 'name', name, ...(salesChannel !== undefined && { salesChannel }) },
    context,
  );
}
