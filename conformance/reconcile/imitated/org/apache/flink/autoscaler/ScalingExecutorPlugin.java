package org.apache.flink.autoscaler;

/** In the place of an interface that the operator names in signatures. Nothing implements it here. */
public interface ScalingExecutorPlugin<KEY> {}
