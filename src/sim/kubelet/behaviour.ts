/** How one container run ends, when it ends by itself. */
export interface ContainerExit {
  /** After the container started. */
  readonly afterMs: number;
  readonly code: number;
  /** Shown in the pod's status: `Error`, `OOMKilled`, `Evicted` … */
  readonly reason?: string;
}

/** What a pod does on its node. Absent fields follow `DEFAULT_BEHAVIOUR`. */
export interface PodBehaviour {
  /** From binding until the image is there. */
  readonly pullMs?: number;
  /** From the image until the containers run. */
  readonly startMs?: number;
  /** From the start of the container until its probes would succeed; `null`: never. */
  readonly readyAfterMs?: number | null;
  /** From SIGTERM until the containers are gone, at most the grace period. */
  readonly terminateMs?: number;
  /** Absent: the container runs until it is stopped; pods of Jobs exit with 0 after `jobRunMs`. */
  readonly exit?: ContainerExit;
}
