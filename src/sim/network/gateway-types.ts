import type { KubeObject } from '../../api/object.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';

/** The parts of the Gateway API (gateway.networking.k8s.io/v1 and v1beta1) that routing reads. */
export interface Gateway extends KubeObject {
  readonly spec?: { readonly gatewayClassName?: string; readonly listeners?: readonly Listener[] };
}

export interface Listener {
  readonly name?: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly allowedRoutes?: {
    readonly namespaces?: { readonly from?: 'All' | 'Same' | 'Selector' | 'None'; readonly selector?: LabelSelector };
    readonly kinds?: readonly { readonly kind?: string }[];
  };
}

export interface ParentRef {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

export interface BackendRef {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly port?: number;
  readonly weight?: number;
}

/** A condition on a header or a query parameter. */
export interface ValueMatch {
  readonly type?: 'Exact' | 'RegularExpression';
  readonly name?: string;
  readonly value?: string;
}

export interface HttpMatch {
  readonly path?: { readonly type?: 'Exact' | 'PathPrefix' | 'RegularExpression'; readonly value?: string };
  readonly method?: string;
  readonly headers?: readonly ValueMatch[];
  readonly queryParams?: readonly ValueMatch[];
}

export interface GrpcMatch {
  readonly method?: { readonly type?: 'Exact' | 'RegularExpression'; readonly service?: string; readonly method?: string };
  readonly headers?: readonly ValueMatch[];
}

/** An HTTPRoute or a GRPCRoute. */
export interface Route extends KubeObject {
  readonly spec?: {
    readonly parentRefs?: readonly ParentRef[];
    readonly hostnames?: readonly string[];
    readonly rules?: readonly {
      readonly name?: string;
      readonly matches?: readonly (HttpMatch & GrpcMatch)[];
      readonly filters?: readonly { readonly type?: string }[];
      readonly backendRefs?: readonly BackendRef[];
    }[];
  };
}

export interface ReferenceGrant extends KubeObject {
  readonly spec?: {
    readonly from?: readonly { readonly group?: string; readonly kind?: string; readonly namespace?: string }[];
    readonly to?: readonly { readonly group?: string; readonly kind?: string; readonly name?: string }[];
  };
}
