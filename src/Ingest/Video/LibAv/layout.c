/* Prints the offsets that Layout.cs states. Run it against the headers of another libav before allowing that version in LibAv.cs:
 *   cc layout.c -o layout && ./layout        (needs libavformat-dev, libavcodec-dev, libavutil-dev)
 */
#include <stddef.h>
#include <stdio.h>
#include <libavcodec/avcodec.h>
#include <libavcodec/bsf.h>
#include <libavformat/avformat.h>
#include <libavutil/frame.h>
#include <libavutil/pixdesc.h>

#define SHOW(type, field) printf(#type "." #field " %zu\n", offsetof(type, field));

int main(void)
{
    SHOW(AVFormatContext, nb_streams) SHOW(AVFormatContext, streams) SHOW(AVFormatContext, duration) SHOW(AVFormatContext, bit_rate)
    SHOW(AVFormatContext, flags) SHOW(AVFormatContext, start_time_realtime) SHOW(AVFormatContext, interrupt_callback)
    SHOW(AVStream, time_base) SHOW(AVStream, start_time) SHOW(AVStream, discard) SHOW(AVStream, avg_frame_rate) SHOW(AVStream, r_frame_rate)
    SHOW(AVStream, codecpar)
    SHOW(AVCodecParameters, codec_type) SHOW(AVCodecParameters, codec_id) SHOW(AVCodecParameters, extradata)
    SHOW(AVCodecParameters, extradata_size) SHOW(AVCodecParameters, format) SHOW(AVCodecParameters, bit_rate)
    SHOW(AVCodecParameters, profile) SHOW(AVCodecParameters, width) SHOW(AVCodecParameters, height)
    SHOW(AVPacket, pts) SHOW(AVPacket, dts) SHOW(AVPacket, data) SHOW(AVPacket, size) SHOW(AVPacket, stream_index) SHOW(AVPacket, flags)
    SHOW(AVPacket, duration)
    SHOW(AVFrame, data) SHOW(AVFrame, linesize) SHOW(AVFrame, width) SHOW(AVFrame, height) SHOW(AVFrame, format) SHOW(AVFrame, pts)
    SHOW(AVFrame, color_range) SHOW(AVFrame, colorspace) SHOW(AVFrame, best_effort_timestamp)
    SHOW(AVFrame, decode_error_flags)
    SHOW(AVCodecContext, profile)
    SHOW(AVBSFContext, par_in) SHOW(AVBSFContext, par_out) SHOW(AVBSFContext, time_base_in)
    SHOW(AVPixFmtDescriptor, flags)
    return 0;
}
