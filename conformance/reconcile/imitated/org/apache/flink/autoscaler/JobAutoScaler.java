package org.apache.flink.autoscaler;

/** In the place of a class of the autoscaler, whose release of this version is not published: with the methods that the operator calls. */
public interface JobAutoScaler<KEY, Context extends JobAutoScalerContext<KEY>> {
    void scale(Context context) throws Exception;

    void cleanup(Context context);
}
