package twitcher.config.python;

/** Configuration of Python, PID {@code twitcher.config.python}. */
public @interface PythonConfig {
    /**
     * How long the evaluation of a file may take once its process is ready, in milliseconds. With {@link #startLimitMs}, less
     * than the gate's own limit.
     */
    int evaluationLimitMs() default 30_000;

    /** How long a process that evaluates may take to be ready, in milliseconds. */
    int startLimitMs() default 120_000;

    /** How long a worker without anything to evaluate is kept, in milliseconds. */
    int evaluationIdleMs() default 60_000;

    /** How many spare processes are kept ready for functions; 0: each function starts cold. */
    int spares() default 1;

    /** How long a spare that is not needed is kept, in milliseconds. */
    int spareIdleMs() default 3_600_000;

    /** The heap of each process, at most, in MiB. */
    int heapMb() default 256;
}
