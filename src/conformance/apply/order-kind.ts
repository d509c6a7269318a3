import type { CustomKind } from '../../schema/custom-kinds.ts';

/** The custom kind of the recordings, as their README describes it. */
export const ORDER: CustomKind = {
  apiVersion: 'shop.kubeplan.example/v1',
  kind: 'Order',
  plural: 'orders',
  namespaced: true,
  served: true,
  preserveUnknownFields: false,
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          copies: { type: 'integer', default: 1 },
          items: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['sku'],
            items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' }, count: { type: 'integer', default: 1 }, note: { type: 'string' } } },
          },
          tags: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
          steps: { type: 'array', 'x-kubernetes-list-type': 'atomic', items: { type: 'string' } },
          box: { type: 'object', 'x-kubernetes-map-type': 'atomic', additionalProperties: { type: 'integer' } },
          meta: { type: 'object', additionalProperties: { type: 'string' } },
          free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
      },
    },
  },
};
