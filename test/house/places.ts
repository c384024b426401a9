import { type Node, visitorKeys } from 'oxc-parser';

/** A node of the syntax tree, and where it hangs. */
export type Place = { readonly node: Node; readonly parent: Node | undefined; readonly key: string };

/** The node and all below it, in the order of the text. */
export function placesIn(root: Node): Place[] {
  const places: Place[] = [];
  visit({ node: root, parent: undefined, key: '' });
  return places;

  function visit(place: Place): void {
    places.push(place);
    const { node } = place;
    for (const key of visitorKeys[node.type] ?? []) {
      const below = (node as unknown as Readonly<Record<string, Node | readonly (Node | null)[] | null>>)[
        key
      ];
      for (const child of [below ?? []].flat()) if (child) visit({ node: child as Node, parent: node, key });
    }
  }
}
