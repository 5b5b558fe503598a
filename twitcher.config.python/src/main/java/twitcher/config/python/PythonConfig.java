package twitcher.config.python;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of Python, PID {@code twitcher.config.python}. */
@ObjectClassDefinition
public @interface PythonConfig {
    /**
     * How long the evaluation of a file may take once its process is ready, in milliseconds. With {@link #startLimitMs}, less
     * than the gate's own limit.
     */
    @AttributeDefinition(min = "1")
    int evaluationLimitMs() default 30_000;

    /** How long a process that evaluates may take to be ready, in milliseconds. */
    @AttributeDefinition(min = "1")
    int startLimitMs() default 120_000;

    /** How long a worker without anything to evaluate is kept, in milliseconds. */
    @AttributeDefinition(min = "0")
    int evaluationIdleMs() default 60_000;

    /** How many spare processes are kept ready for functions; 0: each function starts cold. */
    @AttributeDefinition(min = "0", max = "100")
    int spares() default 1;

    /** How long a spare that is not needed is kept, in milliseconds. */
    @AttributeDefinition(min = "0")
    int spareIdleMs() default 3_600_000;

    /** How many functions may run at once; 0: as many as half of this machine's memory has room for. */
    @AttributeDefinition(min = "0")
    int maxFunctions() default 0;

    /** The heap of each process, at most, in MiB. */
    @AttributeDefinition(min = "32", max = "65536")
    int heapMb() default 256;
}
