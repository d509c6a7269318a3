/**
 * Where traffic goes, as pure queries over objects at one moment (`networkView`): endpoints of Services and kube-proxy's choice among
 * them, names, Ingresses, Gateways, and which connections NetworkPolicies let through. Modelled: kube-proxy and the EndpointSlice
 * controller v1.36, the DNS specification for Kubernetes 1.1.0, networking.k8s.io/v1, Gateway API v1 (HTTPRoute, GRPCRoute,
 * ReferenceGrant). Not modelled: TCPRoute, TLSRoute and UDPRoute, route filters besides redirects, service meshes, and what network
 * plugins do with pods of the host's network.
 */
export { resolveName, type DnsAnswer, type DnsOptions } from './dns.ts';
export { routeGateway, type GatewayAnswer } from './gateway-route.ts';
export { routeIngress, type IngressAnswer, type WebRequest } from './ingress-route.ts';
export { canReach, type NetworkPeer, type PolicyVerdict, type Protocol, type Reachability } from './network-policy.ts';
export { networkView, type NetworkView } from './network-view.ts';
export { chooseEndpoints, type ProxyChoice, type ProxyOrigin } from './proxy-choice.ts';
export type { RoutedRequest } from './route-match.ts';
export { endpointsOf, findServicePort, type ServiceEndpoint } from './service-endpoints.ts';
