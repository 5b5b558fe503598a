package twitcher.api.config;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A configuration language: it turns the text of a file into declarations. Register one as a service with the property
 * {@link ConfigLanguageName}. Which settings there are is not its business: the daemon checks what it finds.
 */
@ConsumerType
public interface ConfigLanguage {
    /**
     * Reads {@code source}. Called on a thread of the daemon made for languages, one file at a time unless it says that it
     * takes several ({@link ConfigLanguageName#atOnce}); it may block and is interrupted when it takes too long. What is wrong
     * with the text is a problem of the result; a throw is a fault of the language, and the operator is told so.
     *
     * @throws NotReady if nothing can be read at present, for a reason that is not the text's; it is asked again
     */
    Declarations read(ConfigSource source);
}
