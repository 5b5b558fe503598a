package twitcher.exec;

import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of processes, PID {@code twitcher.exec}. */
@ObjectClassDefinition
public @interface ExecConfig {
    /** Names of variables of the daemon's own environment that every process gets too; commas or spaces between. */
    String[] keep() default {};
}
