use std::sync::Arc;

use super::*;

fn limiter(per_second: f64) -> Arc<RateLimiter> {
    Arc::new(RateLimiter::new(interval(per_second)))
}

async fn seconds_for(limiter: &RateLimiter, requests: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..requests {
        limiter.permit().await.used();
    }
    start.elapsed().as_secs_f64()
}

/// The instants of requests that ask for their permits now and wait in the queue.
fn queue(limiter: &Arc<RateLimiter>, requests: u32) -> Vec<tokio::task::JoinHandle<Instant>> {
    let wait = |limiter: Arc<RateLimiter>| async move {
        limiter.permit().await.used();
        Instant::now()
    };
    (0..requests).map(|_| tokio::spawn(wait(Arc::clone(limiter)))).collect()
}

async fn refused(limiter: &RateLimiter, pause: Duration) {
    let permit = limiter.permit().await;
    let sent = permit.instant();
    permit.used();
    limiter.slow_down(pause, sent);
}

#[tokio::test(start_paused = true)]
async fn the_limit_is_reached_and_not_exceeded() {
    let seconds = seconds_for(&limiter(15.0), 151).await;
    assert!((10.0..10.1).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn rates_that_timers_cannot_keep_one_by_one_are_kept_on_average() {
    for rate in [700.0, 3_000.0, 40_000.0] {
        let seconds = seconds_for(&limiter(rate), 2 * rate as u32 + 1).await;
        assert!((2.0..2.1).contains(&seconds), "{rate}: {seconds}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_rate_below_one_is_kept() {
    let seconds = seconds_for(&limiter(0.5), 11).await;
    assert!((20.0..20.2).contains(&seconds), "{seconds}");
}

#[test]
fn what_is_not_a_rate_has_no_interval() {
    for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e-300, 1e300] {
        assert_eq!(interval(wrong), None, "{wrong}");
    }
}

#[tokio::test(start_paused = true)]
async fn unused_time_is_not_saved_up() {
    let limiter = limiter(10.0);
    tokio::time::sleep(Duration::from_secs(60)).await;
    let seconds = seconds_for(&limiter, 21).await;
    assert!((2.0..2.1).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn after_too_many_requests_it_pauses_and_goes_slower_for_a_while() {
    let limiter = limiter(10.0);
    refused(&limiter, Duration::from_secs(2)).await;
    let seconds = seconds_for(&limiter, 11).await;
    assert!((3.9..4.1).contains(&seconds), "{seconds}");
    tokio::time::sleep(RECOVER_AFTER).await;
    let seconds = seconds_for(&limiter, 11).await;
    assert!((0.9..1.3).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn each_refusal_at_the_new_rate_halves_it_again_and_it_recovers_step_by_step() {
    let limiter = limiter(16.0);
    for _ in 0..4 {
        refused(&limiter, Duration::from_secs(1)).await;
    }
    let seconds = seconds_for(&limiter, 5).await;
    assert!((4.9..6.2).contains(&seconds), "one a second: {seconds}");
    tokio::time::sleep(2 * RECOVER_AFTER).await;
    let seconds = seconds_for(&limiter, 9).await;
    assert!((1.9..2.6).contains(&seconds), "four a second: {seconds}");
}

#[tokio::test(start_paused = true)]
async fn requests_that_are_refused_together_halve_the_rate_once() {
    let limiter = limiter(10.0);
    let mut sent = Vec::new();
    for _ in 0..8 {
        let permit = limiter.permit().await;
        sent.push(permit.instant());
        permit.used();
    }
    sent.into_iter().for_each(|sent| limiter.slow_down(Duration::ZERO, sent));
    let seconds = seconds_for(&limiter, 11).await;
    assert!((2.0..2.3).contains(&seconds), "five a second: {seconds}");
}

#[tokio::test(start_paused = true)]
async fn a_pause_holds_back_those_that_wait() {
    let limiter = limiter(10.0);
    let waiting = queue(&limiter, 5);
    tokio::time::sleep(Duration::from_millis(150)).await;
    let paused = Instant::now();
    limiter.slow_down(Duration::from_secs(2), paused);
    let mut late = 0;
    for request in waiting {
        late += u32::from(request.await.expect("a task") >= paused + Duration::from_secs(2));
    }
    assert_eq!(late, 3, "two were sent before the pause");
}

#[tokio::test(start_paused = true)]
async fn a_pause_is_kept_without_a_limit() {
    let limiter = Arc::new(RateLimiter::new(None));
    limiter.slow_down(Duration::from_secs(2), Instant::now());
    let seconds = seconds_for(&limiter, 100).await;
    assert!((2.0..2.1).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn a_raised_rate_reaches_those_that_wait() {
    let limiter = limiter(1.0 / 3600.0);
    let start = Instant::now();
    let waiting = queue(&limiter, 11);
    tokio::time::sleep(Duration::from_millis(10)).await;
    limiter.set(interval(10.0));
    for request in waiting {
        assert!(request.await.expect("a task") <= start + Duration::from_millis(1200));
    }
}

#[tokio::test(start_paused = true)]
async fn those_that_stop_waiting_leave_no_gap() {
    let limiter = limiter(1.0);
    limiter.permit().await.used();
    for _ in 0..1000 {
        assert!(tokio::time::timeout(Duration::from_micros(100), limiter.permit()).await.is_err());
    }
    let seconds = seconds_for(&limiter, 1).await;
    assert!(seconds < 1.1, "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn an_unused_permit_is_given_back() {
    let limiter = limiter(1.0);
    for _ in 0..1000 {
        drop(limiter.permit().await);
    }
    let seconds = seconds_for(&limiter, 2).await;
    assert!((1.0..1.1).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn a_pause_of_any_length_is_no_panic() {
    limiter(10.0).slow_down(Duration::MAX, Instant::now());
    let slowest = limiter(1.0 / 86_400.0);
    (0..100).for_each(|_| slowest.slow_down(Duration::MAX, Instant::now()));
    assert!(futures_poll(&mut Box::pin(slowest.permit())).is_none());
}

#[tokio::test(start_paused = true)]
async fn without_a_limit_nothing_waits() {
    assert!(seconds_for(&RateLimiter::new(None), 1000).await < 0.1);
}

/// A future that is kept and not polled, as a list's request is while its page is handled.
#[tokio::test(start_paused = true)]
async fn a_request_that_nobody_polls_does_not_hold_up_the_others() {
    let limiter = limiter(10.0);
    limiter.permit().await.used();
    let mut kept: Vec<_> = (0..16).map(|_| Box::pin(limiter.permit())).collect();
    for permit in &mut kept {
        assert!(futures_poll(permit).is_none(), "none is due yet");
    }
    let start = Instant::now();
    let seconds = seconds_for(&limiter, 31).await;
    assert!((3.0..4.8).contains(&seconds), "{seconds}: they are passed over once");
    for permit in kept {
        permit.await.used();
    }
    let all = start.elapsed().as_secs_f64() - seconds;
    assert!((1.5..1.8).contains(&all), "{all}: those that were passed over go on at the same rate");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_was_passed_over_keeps_its_order() {
    let limiter = limiter(1.0);
    limiter.permit().await.used();
    let mut kept = Box::pin(limiter.permit());
    assert!(futures_poll(&mut kept).is_none());
    let waiting = queue(&limiter, 3);
    tokio::time::sleep(Duration::from_millis(2500)).await;
    let polled = Instant::now();
    kept.await.used();
    assert!(polled.elapsed() <= Duration::from_millis(1010), "it goes next: {:?}", polled.elapsed());
    for request in waiting {
        request.await.expect("a task");
    }
}

fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::Pin::new(future).poll(&mut context) {
        std::task::Poll::Ready(output) => Some(output),
        std::task::Poll::Pending => None,
    }
}
