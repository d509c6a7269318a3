/** A policy that fails by itself, whatever it says about the object: its failurePolicy decides. */
export class PolicyFailure extends Error {}
