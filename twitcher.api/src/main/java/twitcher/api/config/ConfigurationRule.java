package twitcher.api.config;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a bundle has against values of its own configuration that their metatype cannot say: that a path must be absolute,
 * or that two keys exclude each other. Register it as a service with a {@link ConfigurationPid}; it is asked before a {@code .cfg}
 * file with that PID takes effect, and again when the service arrives. A configuration with a fault is not set: what was
 * set before stays.
 *
 * <p>Asked on a thread for this alone, one question at a time; one that does not answer within five seconds, or throws, is
 * not asked again, and the log names it.
 */
@ConsumerType
public interface ConfigurationRule {
    /**
     * What is wrong.
     *
     * @param values what the file sets, by key, as it is written; keys that are not set have their defaults
     * @return by key, in words that tell the value and what it must be: {@code must be an absolute path, was: log}; empty
     *     if all is well
     */
    Map<String, String> faults(Map<String, String> values);
}
