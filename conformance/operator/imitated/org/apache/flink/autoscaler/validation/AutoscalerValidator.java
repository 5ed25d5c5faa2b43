package org.apache.flink.autoscaler.validation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.autoscaler.utils.CalendarUtils;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/**
 * In the place of a class of the autoscaler, whose release of this version is not published. Without one of this name the operator's validator cannot be
 * made. What it refuses begins with "imitated:", so that nobody takes it for the operator's word; README.md says where its rules come from.
 */
public class AutoscalerValidator {
    private static final String PREFIX = "job.autoscaler.";
    private static final String OLD_PREFIX = "kubernetes.operator.job.autoscaler.";

    public Optional<String> validateAutoscalerOptions(Configuration configuration) {
        if (!isOn(configuration, "enabled")) return Optional.empty();
        double target = configuration.get(number("utilization.target", 0.7, "target.utilization"));
        Stream<String> always = Stream.of(
                outside(configuration, number("scale-down.max-factor", 0.6), 0, Double.POSITIVE_INFINITY),
                outside(configuration, number("scale-up.max-factor", 100_000), 0, Double.POSITIVE_INFINITY),
                outside(configuration, number("utilization.target", 0.7, "target.utilization"), 0, 1),
                outside(configuration, number("target.utilization.boundary", 0.3), 0, Double.POSITIVE_INFINITY),
                outside(configuration, number("utilization.max", target), target, 1),
                outside(configuration, number("utilization.min", target), 0, target),
                outside(configuration, number("memory.gc-pressure.threshold", 1), 0, 1),
                outside(configuration, number("memory.heap-usage.threshold", 1), 0, 1));
        Stream<String> whereUsed = Stream.of(
                ifOn(configuration, "observed-scalability.enabled", number("observed-scalability.coefficient-min", 0.5), 0.01),
                ifOn(configuration, "scaling.effectiveness.detection.enabled", number("scaling.effectiveness.threshold", 0.1), 0),
                ifOn(configuration, "memory.tuning.enabled", number("memory.tuning.overhead", 0.2), 0));
        return Stream.concat(Stream.concat(always, whereUsed), CalendarUtils.validateExcludedPeriods(configuration).stream())
                .filter(Objects::nonNull).findFirst().map(words -> "imitated: " + words);
    }

    private static String ifOn(Configuration configuration, String flag, ConfigOption<Double> option, double least) {
        return isOn(configuration, flag) ? outside(configuration, option, least, 1) : null;
    }

    private static String outside(Configuration configuration, ConfigOption<Double> option, double least, double most) {
        double value = configuration.get(option);
        return value < least || value > most ? String.format("%s must be within [%s, %s]", option.key(), least, most) : null;
    }

    private static boolean isOn(Configuration configuration, String name) {
        return configuration.get(ConfigOptions.key(PREFIX + name).booleanType().defaultValue(false).withFallbackKeys(OLD_PREFIX + name));
    }

    private static ConfigOption<Double> number(String name, double byDefault, String... formerNames) {
        String[] others = Stream.concat(Stream.of(OLD_PREFIX + name), List.of(formerNames).stream().flatMap(former -> Stream.of(PREFIX + former, OLD_PREFIX + former)))
                .toArray(String[]::new);
        return ConfigOptions.key(PREFIX + name).doubleType().defaultValue(byDefault).withFallbackKeys(others);
    }
}
