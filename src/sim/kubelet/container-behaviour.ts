/** How one container run ends, when it ends by itself. */
export interface ContainerExit {
  /** After the container started. */
  readonly afterMs: number;
  readonly code: number;
  /** Shown in the pod's status: `Error`, `OOMKilled` … */
  readonly reason?: string;
}

/** What one container does on its node. Absent fields follow `DEFAULT_BEHAVIOUR`. */
export interface ContainerBehaviour {
  /** How long its image is pulled where the node lacks it; `null`: no registry has it. Absent: by its size, where that is known. */
  readonly pullMs?: number | null;
  /** From the image until the container runs. */
  readonly startMs?: number;
  /** From the start of a container until its probes would succeed; `null`: never. */
  readonly readyAfterMs?: number | null;
  /** From SIGTERM until the container is gone, at most the grace period. */
  readonly terminateMs?: number;
  /** Absent: containers run until they are stopped, those of Jobs exit with 0 after 10 s. */
  readonly exit?: ContainerExit;
  /** What it uses; absent: nobody says. Memory above its limit gets it killed. */
  readonly memoryBytes?: number;
  /** From its start until it uses that much memory. */
  readonly memoryAfterMs?: number;
  /** Ephemeral storage: its writable layer, logs and emptyDir volumes. */
  readonly diskBytes?: number;
}
