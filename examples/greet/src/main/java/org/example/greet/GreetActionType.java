package org.example.greet;

import org.osgi.service.component.annotations.Component;
import twitcher.api.Outcome;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.ActionTypeName;
import twitcher.api.action.BlockingAction;
import twitcher.api.settings.Default;
import twitcher.api.settings.Doc;
import twitcher.api.settings.Range;

/** The action type {@code greet}: says hello when a znode changes. */
@Component
@ActionTypeName("greet")
public final class GreetActionType implements ActionType<GreetActionType.Greeting> {
    /** Its settings. */
    public record Greeting(
            @Doc("Who is greeted.") String name,
            @Doc("How often.") @Default("1") @Range(min = 1, max = 10) int times) {}

    @Override
    public Class<Greeting> settings() {
        return Greeting.class;
    }

    @Override
    public Action create(Greeting greeting) {
        BlockingAction greet = run -> {
            for (int i = 0; i < greeting.times(); i++) {
                run.out().println("Hello " + greeting.name() + ", it is " + run.change().payload().text() + " now.");
            }
            return new Outcome.Succeeded();
        };
        return greet;
    }
}
